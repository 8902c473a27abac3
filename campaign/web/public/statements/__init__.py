"""Statements as they are, with their campaign items marked."""
