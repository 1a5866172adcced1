use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Today, by the system's clock, in UTC.
    pub fn today() -> Day {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| d.as_secs());
        Day::from_days(seconds / 86_400)
    }

    /// The last day of a year, or of a month of it.
    pub fn last_of(year: u16, month: Option<u8>) -> Day {
        let month = month.unwrap_or(12);
        let day = days_of(year, month);
        Day { year, month, day }
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The day that is so many days after 1 January 1970.
    fn from_days(mut days: u64) -> Day {
        let mut year = 1970u16;
        let length = |year| if is_leap(year) { 366 } else { 365 };
        while days >= length(year) {
            days -= length(year);
            year += 1;
        }
        let mut month = 1;
        while days >= u64::from(days_of(year, month)) {
            days -= u64::from(days_of(year, month));
            month += 1;
        }
        Day {
            year,
            month,
            day: days as u8 + 1,
        }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A text that is no day.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no day; write it as 2027-03-31")]
pub struct NoDay(String);

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Day, NoDay> {
        let read = || {
            let mut parts = text.trim().split('-');
            let year: u16 = parts.next()?.parse().ok()?;
            let month: u8 = parts.next()?.parse().ok()?;
            let day: u8 = parts.next()?.parse().ok()?;
            let is_day = parts.next().is_none()
                && year >= 1800
                && (1..=12).contains(&month)
                && (1..=days_of(year, month)).contains(&day);
            is_day.then_some(Day { year, month, day })
        };
        read().ok_or_else(|| NoDay(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_read() {
        for (days, text) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_513, "2026-03-01"),
        ] {
            assert_eq!(Day::from_days(days).to_string(), text);
            assert_eq!(text.parse::<Day>().ok(), Some(Day::from_days(days)));
        }
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "26-1-1",
            "tomorrow",
            "2026-01-01-01",
        ] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }
}
