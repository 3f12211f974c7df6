// The reader's own choice of theme, before the page is painted; digest.js has the button.
try {
  const theme = localStorage.getItem("digest-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's choice then stands.
}
