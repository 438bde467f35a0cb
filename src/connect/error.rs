use std::fmt;

/// Why a value cannot be part of a connection string.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The value is empty.
    #[error("empty {field}")]
    #[non_exhaustive]
    Empty {
        /// The value's name.
        field: Field,
    },

    /// The value contains a character that would end it or change its meaning.
    #[error("invalid character {found:?} at byte {at} of the {field}")]
    #[non_exhaustive]
    Character {
        /// The value's name.
        field: Field,
        /// The character.
        found: char,
        /// Its position, in bytes from the start.
        at: usize,
    },
}

/// A value of [`Settings`](super::Settings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The Service Host.
    ServiceHost,
    /// The name of the ODBC driver.
    Driver,
    /// The trust store of the ODBC driver.
    Truststore,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ServiceHost => "service host",
            Self::Driver => "ODBC driver",
            Self::Truststore => "trust store",
        })
    }
}
