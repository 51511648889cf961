//! Python 3.14 source to code objects.
