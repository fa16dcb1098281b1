/** Who acts behind the device's back, as the log names them. No trouble meets their requests. */
export const SOMEBODY_ELSE = 'somebody else'
