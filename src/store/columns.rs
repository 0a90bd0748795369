//! How domain types stand in columns: whole numbers, bytes and text only, the same on both engines.

use crate::domain::appointment::{CopyState, State};
use crate::domain::deposit::NumberState;
use crate::domain::ids::{
    AppointmentId, ConsentId, DocumentId, GuardianshipId, HelpId, IntentId, InvitationId,
    PairingId, RecoveryId, StructureId, UploadId, VaultId,
};
use crate::domain::notices::Channel;
use crate::domain::quota::What;
use crate::domain::recovery::{Manner, Seat};
use crate::domain::share::Mode;
use crate::domain::slot::{Place, SlotKind};
use crate::domain::structure::Role;
use crate::domain::time::{Day, Moment};

/// A type that a column can be read into.
pub(super) trait Column: Sized {
    /// What the engine gives: `i64`, `Vec<u8>` or `String`, or an `Option` of one.
    type Stored;

    /// `None` if the value has not the form it must have.
    fn read(stored: Self::Stored) -> Option<Self>;
}

/// A type that can be bound to a parameter.
pub(super) trait Value {
    /// What the engine takes.
    type Stored;

    /// The form in which it is stored.
    fn stored(self) -> Self::Stored;
}

impl<C: Column> Column for Option<C> {
    type Stored = Option<C::Stored>;

    fn read(stored: Self::Stored) -> Option<Self> {
        stored.map_or(Some(None), |stored| C::read(stored).map(Some))
    }
}

impl<V: Value> Value for Option<V> {
    type Stored = Option<V::Stored>;

    fn stored(self) -> Self::Stored {
        self.map(V::stored)
    }
}

macro_rules! as_is {
    ($($column:ty),+; $($value:ty),+) => {
        $(impl Column for $column {
            type Stored = Self;

            fn read(stored: Self) -> Option<Self> {
                Some(stored)
            }
        })+
        $(impl Value for $value {
            type Stored = Self;

            fn stored(self) -> Self {
                self
            }
        })+
    };
}
as_is!(i64, Vec<u8>, String; i64, &[u8], &str);

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Column for $number {
            type Stored = i64;

            fn read(stored: i64) -> Option<Self> {
                stored.try_into().ok()
            }
        }

        impl Value for $number {
            type Stored = i64;

            // A number past i64 would be a bug; the schema's checks refuse what becomes of it.
            fn stored(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MIN)
            }
        }
    )+};
}
numbers!(u32, u64);

impl Column for Moment {
    type Stored = i64;

    fn read(stored: i64) -> Option<Self> {
        Some(Self::from_millis(stored))
    }
}

impl Value for Moment {
    type Stored = i64;

    fn stored(self) -> i64 {
        self.millis()
    }
}

impl Column for Day {
    type Stored = i64;

    fn read(stored: i64) -> Option<Self> {
        Some(Self::from_number(stored))
    }
}

impl Value for Day {
    type Stored = i64;

    fn stored(self) -> i64 {
        self.number()
    }
}

impl Column for Seat {
    type Stored = i64;

    fn read(stored: i64) -> Option<Self> {
        Self::from_number(stored.try_into().ok()?)
    }
}

impl Value for Seat {
    type Stored = i64;

    fn stored(self) -> i64 {
        i64::from(self.number())
    }
}

impl<const N: usize> Column for [u8; N] {
    type Stored = Vec<u8>;

    fn read(stored: Vec<u8>) -> Option<Self> {
        stored.try_into().ok()
    }
}

impl<'q, const N: usize> Value for &'q [u8; N] {
    type Stored = &'q [u8];

    fn stored(self) -> &'q [u8] {
        self
    }
}

impl<'q> Value for &'q Vec<u8> {
    type Stored = &'q [u8];

    fn stored(self) -> &'q [u8] {
        self
    }
}

impl<'q> Value for &'q String {
    type Stored = &'q str;

    fn stored(self) -> &'q str {
        self
    }
}

macro_rules! ids {
    ($($id:ty),+) => {$(
        impl Column for $id {
            type Stored = Vec<u8>;

            fn read(stored: Vec<u8>) -> Option<Self> {
                Self::from_slice(&stored)
            }
        }

        impl Value for $id {
            type Stored = Vec<u8>;

            fn stored(self) -> Vec<u8> {
                self.as_bytes().to_vec()
            }
        }
    )+};
}
ids!(
    VaultId,
    DocumentId,
    ConsentId,
    IntentId,
    UploadId,
    InvitationId,
    PairingId,
    StructureId,
    HelpId,
    AppointmentId,
    GuardianshipId,
    RecoveryId
);

/// An enum stored as one of a few words.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl crate::store::columns::Column for $name {
            type Stored = String;

            fn read(stored: String) -> Option<Self> {
                match stored.as_str() {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl crate::store::columns::Value for $name {
            type Stored = &'static str;

            fn stored(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}
pub(super) use words;

macro_rules! domain_words {
    ($($name:ty),+) => {$(
        impl Column for $name {
            type Stored = String;

            fn read(stored: String) -> Option<Self> {
                Self::from_text(&stored)
            }
        }

        impl Value for $name {
            type Stored = &'static str;

            fn stored(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}
domain_words!(
    SlotKind,
    Place,
    Mode,
    Role,
    NumberState,
    State,
    CopyState,
    What,
    Manner,
    Channel
);

/// A row as a plain struct, read by column name on either engine.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$doc:meta])* $field_vis:vis $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis struct $name { $($(#[$doc])* $field_vis $field: $type,)+ }

        impl crate::store::sqlite::FromSqlite for $name {
            fn from_sqlite(row: &rusqlite::Row<'_>) -> Result<Self, crate::store::Error> {
                Ok(Self {
                    $($field: <$type as crate::store::columns::Column>::read(
                        row.get(stringify!($field))?,
                    )
                    .ok_or_else(|| crate::store::Error::Corrupt(stringify!($field)).counted())?,)+
                })
            }
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
            String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
            Vec<u8>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        {
            fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
                Ok(Self {
                    $($field: <$type as crate::store::columns::Column>::read(
                        row.try_get(stringify!($field))?,
                    )
                    .ok_or(sqlx::Error::Decode(Box::new(crate::store::error::Misshapen(
                        stringify!($field),
                    ))))?,)+
                })
            }
        }
    };
}
pub(super) use row;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_the_wrong_form_is_not_read() {
        assert_eq!(VaultId::read(vec![1; 15]), None);
        assert_eq!(<[u8; 32]>::read(vec![1; 33]), None);
        assert_eq!(u32::read(-1), None);
        assert_eq!(Option::<u32>::read(Some(-1)), None);
        assert_eq!(Option::<u32>::read(None), Some(None));
        assert_eq!(u64::MAX.stored(), i64::MIN);
    }
}
