import type { Context } from '../context.ts'

const MAX_FORM_BYTES = 16_384

/** Reads a posted form. Ends with 413 when it is larger than any of ours. */
export async function readForm(ctx: Context): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_FORM_BYTES) ctx.throw(413, 'the form is too large')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
