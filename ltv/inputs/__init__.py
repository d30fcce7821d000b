"""From files as shops export them to rows: which file is which relation, its dialect, its text, its mapping."""
