//! The desk thread that owns store and books: batches, queries, answers. Alone turns asks into facts.
