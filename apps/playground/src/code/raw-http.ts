import type { MaskedRequest } from '../wire/masked/masked-exchange.ts'
import { joined, type Part } from '../wire/masked/part.ts'

/** A request as HTTP/1.1 writes it; which headers the browser adds by itself, no page is told. */
export function rawHttp({ method, path, host, headers, body }: MaskedRequest): Part[] {
  const lines = headers.flatMap(({ name, value }): Part[] => [`${name}: `, ...value, '\n'])
  return joined([
    `${method} `,
    ...path,
    ' HTTP/1.1\n',
    `host: ${host}\n`,
    ...lines,
    ...(body.length > 0 ? ['\n', ...body] : []),
  ])
}
