"""What every view is made of: its parts as values, texts, formats, names, lineage. Knows no page, no renderer, no Streamlit."""
