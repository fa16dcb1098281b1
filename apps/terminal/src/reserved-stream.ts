import type { TerminalStream } from '@device-flow/node'

/** The same terminal, as if it had fewer rows: the rest is kept for what stands above and comes below. */
export function withReservedRows(stream: NodeJS.WriteStream, reservedRows: () => number): TerminalStream {
  return {
    write: (text) => stream.write(text),
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns
    },
    get rows() {
      return stream.rows && Math.max(1, stream.rows - reservedRows())
    },
    on: (event, listener) => stream.on(event, listener),
    off: (event, listener) => stream.off(event, listener),
  }
}
