"""The ground floor: configuration, database, clock, encryption, tokens, storage, errors, languages."""
