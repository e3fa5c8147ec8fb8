//! The seam between seat and office. Alone knows how one reaches the other.
