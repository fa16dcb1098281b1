import { isBodyError, networkError } from './network-error.ts'

/**
 * A response whose body is a stream. Of one that is a page's own, Chromium does not tell who reads it as a whole why it broke off; here it
 * does, as over a network.
 */
export function streamedResponse(body: ReadableStream<Uint8Array>, init: ResponseInit): Response {
  const response = new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, init)
  const bytes = (): Promise<Uint8Array<ArrayBuffer>> => readAll(response)
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes())
  const type = response.headers.get('content-type') ?? ''
  return Object.defineProperties(response, {
    text: { value: text },
    json: { value: async (): Promise<unknown> => JSON.parse(await text()) },
    arrayBuffer: { value: async (): Promise<ArrayBuffer> => (await bytes()).buffer },
    blob: { value: async (): Promise<Blob> => new Blob([await bytes()], { type }) },
  })
}

async function readAll({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  const reader = body!.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return joined(pieces)
      pieces.push(value)
    }
  } catch (error) {
    throw isBodyError(error) ? networkError() : error
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const piece of pieces) {
    bytes.set(piece, end)
    end += piece.length
  }
  return bytes
}
