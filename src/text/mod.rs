//! Text as a terminal shows it: width, fit, wrap, fold, clean, pinyin. Knows no noun of the campaign.
