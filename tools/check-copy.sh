#!/usr/bin/env bash
# Shows that the tests do not depend on what a maintainer changes: runs them in a copy of this repository with another
# digest in it, made as README.md says. Arguments are pytest's; the environment is that of `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$copy"
python=$PWD/.venv/bin/python
[ -x "$python" ] || python=$(command -v python3)
cd "$copy"

rm content/listings/medical-ai.txt content/corrections.yml content/addresses.txt
mkdir -p content/assets content/records
echo '@article{l, title={Cooking with Acids}, author={Lovelace, Ada}, year={2024}}' >content/records/mine.bib
echo '- {name: Acids, description: Sour things., terms: [acid]}' >content/topics.yml
echo 'introduction: All about acids.' >content/settings.yml
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' >content/assets/logo.svg
echo ':root { --link: light-dark(#a00, #f99); }' >content/assets/theme.css
sed -i -e 's/^site_name: .*/site_name: Sour papers/' -e 's/^site_description: .*/site_description: On acids./' \
  -e 's/^  name: paperdigest/&\n  logo: assets\/logo.svg\n  language: de/' mkdocs.yml
printf '\nextra_css: [assets/theme.css]\nextra:\n  labels: {Abstract: Inhalt}\n' >>mkdocs.yml

PYTHONPATH=$copy/generator "$python" -m paperdigest build --strict --quiet
PYTHONPATH=$copy/generator "$python" -m pytest -p no:cacheprovider "$@"
