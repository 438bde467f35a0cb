//! Declarations and implementations that several types share.

/// Implements `Debug`. It shows the listed fields and the results of the listed methods, then `..`
/// for everything else, which may be secret. `debug!(Nonce(as_str))` shows only the text that the
/// method returns.
macro_rules! debug {
    ($type:ident($text:ident)) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.$text()).finish()
            }
        }
    };
    ($type:ident $(, $name:ident $(($($argument:tt)*))?)*) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))
                    $(.field(stringify!($name), &self.$name $(($($argument)*))?))*
                    .finish_non_exhaustive()
            }
        }
    };
}

/// Implements `Display` with the text that a method returns.
macro_rules! display {
    ($type:ident, $text:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.$text())
            }
        }
    };
}

/// Implements `Display` and `AsRef<str>` with the text that a method returns.
macro_rules! text {
    ($type:ident, $text:ident) => {
        $crate::macros::display!($type, $text);

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.$text()
            }
        }
    };
}

/// Declares an enum whose `Display` writes a name.
macro_rules! names {
    ($(#[$attribute:meta])* $type:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl $type {
            /// All values, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        $crate::macros::display!($type, as_str);
    };
}

pub(crate) use {debug, display, names, text};
