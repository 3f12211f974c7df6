"""Text that people paste from web pages and mails: each form has a module that knows and reads it.

A form is known by what makes it sure, and a text that is none of them is refused (`recognise`). All readers
go through the lines of a text once.
"""
