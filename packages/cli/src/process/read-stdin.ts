/** Where input is read from: `process.stdin`, or anything alike. */
export type InputStream = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>

/** Reads all of stdin. Without one, there is nothing to read. */
export async function readStdin({ stdin = () => [] }: { stdin?: (() => InputStream) | undefined }): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stdin()) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
