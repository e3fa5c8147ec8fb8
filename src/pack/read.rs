//! From TOML values to the pack's types, with typed faults: serde's own readers report in sentences,
//! which nobody could word in two languages.

use super::error::PackFault;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A fault, and where it stands once that is known.
#[derive(Debug)]
pub struct Misread {
    pub fault: PackFault,
    /// Bytes of the text.
    pub span: Option<Range<usize>>,
}

impl Misread {
    fn at(mut self, span: Range<usize>) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl From<PackFault> for Misread {
    fn from(fault: PackFault) -> Self {
        Self { fault, span: None }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl std::error::Error for Misread {}

fn owned(names: &'static [&'static str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl de::Error for Misread {
    /// Days and times are the only values read from text by others; the value is put in where it is
    /// known.
    fn custom<T: fmt::Display>(_: T) -> Self {
        PackFault::NotADate { found: String::new() }.into()
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        PackFault::WrongType { found: found.to_string(), expected: expected.to_string() }.into()
    }

    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(found: usize, expected: &dyn de::Expected) -> Self {
        PackFault::WrongType { found: found.to_string(), expected: expected.to_string() }.into()
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        PackFault::UnknownValue { found: found.to_owned(), known: owned(known) }.into()
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        PackFault::UnknownField { found: found.to_owned(), known: owned(known) }.into()
    }

    fn missing_field(field: &'static str) -> Self {
        PackFault::MissingField { expected: field.to_owned() }.into()
    }

    fn duplicate_field(field: &'static str) -> Self {
        PackFault::DuplicateKey { found: field.to_owned() }.into()
    }
}

/// Reads a whole document.
///
/// # Errors
/// The first value that does not fit, with its place.
pub fn document<'de, T: de::Deserialize<'de>>(root: &'de Spanned<DeTable<'de>>) -> Result<T, Misread> {
    let table = Table { entries: root.get_ref().iter(), value: None };
    T::deserialize(de::value::MapAccessDeserializer::new(table)).map_err(|error| error.at(root.span()))
}

struct Value<'de>(&'de Spanned<DeValue<'de>>);

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let span = self.0.span();
        match self.0.get_ref() {
            DeValue::String(text) => visitor.visit_str(text).map_err(|error| dated(error, text)),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => Err(de::Error::invalid_type(de::Unexpected::Other(number.as_str()), &visitor)),
            },
            DeValue::Float(number) => {
                Err(de::Error::invalid_type(de::Unexpected::Other(number.as_str()), &visitor))
            }
            DeValue::Boolean(flag) => visitor.visit_bool(*flag),
            DeValue::Datetime(day) => {
                let text = day.to_string();
                visitor.visit_str(&text).map_err(|error| dated(error, &text))
            }
            DeValue::Array(list) => visitor.visit_seq(List(list.iter())),
            DeValue::Table(table) => visitor.visit_map(Table { entries: table.iter(), value: None }),
        }
        .map_err(|error| error.at(span))
    }

    /// A key that is there is never "none".
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let span = self.0.span();
        let DeValue::String(text) = self.0.get_ref() else { return self.deserialize_any(visitor) };
        let text: StrDeserializer<'_, Misread> = text.as_ref().into_deserializer();
        text.deserialize_enum(name, variants, visitor).map_err(|error| error.at(span))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Puts the written value into a fault that could not know it.
fn dated(mut error: Misread, text: &str) -> Misread {
    if let PackFault::NotADate { found } = &mut error.fault
        && found.is_empty()
    {
        text.clone_into(found);
    }
    error
}

struct List<I>(I);

impl<'de, I: Iterator<Item = &'de Spanned<DeValue<'de>>>> SeqAccess<'de> for List<I> {
    type Error = Misread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misread> {
        self.0.next().map(|value| seed.deserialize(Value(value))).transpose()
    }
}

struct Table<'de, I> {
    entries: I,
    /// The value whose key was read last.
    value: Option<&'de Spanned<DeValue<'de>>>,
}

impl<'de, I> MapAccess<'de> for Table<'de, I>
where
    I: Iterator<Item = (&'de Spanned<DeString<'de>>, &'de Spanned<DeValue<'de>>)>,
{
    type Error = Misread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misread> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        let name: StrDeserializer<'_, Misread> = key.get_ref().as_ref().into_deserializer();
        seed.deserialize(name).map(Some).map_err(|error| error.at(key.span()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misread> {
        match self.value.take() {
            Some(value) => seed.deserialize(Value(value)),
            None => Err(de::Error::missing_field("value")),
        }
    }
}
