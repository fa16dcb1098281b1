import type { CommandIo } from '../command-io.ts'

/** Reads all of stdin. Without one, there is nothing to read. */
export async function readStdin({ stdin = () => [] }: Pick<CommandIo, 'stdin'>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stdin()) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
