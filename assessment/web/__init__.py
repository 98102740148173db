"""The browser's side: settings, security, languages, forms and thin views."""
