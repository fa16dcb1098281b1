/** The name of the family, as the phone will ask about it: it stands on every screen of the demos. */
export const FAMILY_NAME = 'Device Flow demo'

/**
 * Its mark, a screen and the phone that signs it in, as the path of an SVG of 24 × 24: without a fill, with a stroke of 1.75. The server's
 * pages and the inspector draw the same, and so do the icons; a test compares them.
 */
export const FAMILY_MARK =
  'M12 17H4.5A1.5 1.5 0 0 1 3 15.5v-9A1.5 1.5 0 0 1 4.5 5h13A1.5 1.5 0 0 1 19 6.5V8M6.5 20.5H12M16 10.5h4a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 20 21h-4a1.5 1.5 0 0 1-1.5-1.5V12a1.5 1.5 0 0 1 1.5-1.5z'
