/**
 * The member of a request's options that says whether it may still leave. By a symbol: a fetch that hands its options to another process
 * would fail on a function.
 */
export const IN_TIME: unique symbol = Symbol('in time')

/** Asked right before the first byte is written, where the platform tells of that moment: Node does, browsers do not. */
export interface InTime {
  [IN_TIME]?: (() => boolean) | undefined
}
