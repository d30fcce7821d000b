"""The data-frame edge: relations of the warehouse in, relations out. All pandas is here."""
