"""Pages for people: templates, forms and who is logged in; the services' own rules."""
