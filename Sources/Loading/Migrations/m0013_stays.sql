CREATE TABLE time_on_market ( -- How long offers of a family stay: Kaplan and Meier's estimate over the last 26 weeks.
  family TEXT NOT NULL, -- The family.
  vintage TEXT NOT NULL, -- The day as of which it was computed.
  since TEXT NOT NULL, -- The first day whose new offers count.
  offers INTEGER NOT NULL, -- Offers that were seen to come, those of one seller and day together as one.
  gone INTEGER NOT NULL, -- How many of them went; the others are still there or were no longer followed.
  quarter_days INTEGER, -- Days until a quarter had gone; absent when fewer have.
  median_days INTEGER, -- Days until half had gone; absent when fewer have.
  median_low INTEGER, -- The low end of its 95 % interval.
  median_high INTEGER, -- The high end of its 95 % interval; absent where it is beyond what was seen.
  share_after_7 REAL, -- The share still there after 7 days; absent when none was followed so long.
  share_after_7_low REAL, -- The low end of its 95 % interval.
  share_after_7_high REAL, -- The high end of its 95 % interval.
  share_after_30 REAL, -- The share still there after 30 days; absent when none was followed so long.
  share_after_30_low REAL, -- The low end of its 95 % interval.
  share_after_30_high REAL, -- The high end of its 95 % interval.
  status TEXT NOT NULL, -- ok, or thin: fewer than 5 have gone.
  PRIMARY KEY (family, vintage)
) STRICT, WITHOUT ROWID;
