import { readFile } from 'node:fs/promises'
import { cleanText, userAgent } from '@device-flow/untrusted'
import packageJson from '../../package.json' with { type: 'json' }
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { readStdin } from '../process/read-stdin.ts'
import type { FetchFlagValues } from './fetch-flags.ts'

const FORM = 'application/x-www-form-urlencoded'

/**
 * Makes the request that flags describe. Its body is in memory, so that it can be sent again with a new token.
 *
 * @throws UsageError for what HTTP does not allow, and for a file that cannot be read
 */
export async function requestOf(flags: FetchFlagValues, io: CommandIo): Promise<RequestInit> {
  const headers = headersOf(flags.header)
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent(packageJson.version))
  const body = await bodyOf(flags.data, io)
  if (body && !headers.has('content-type')) headers.set('content-type', FORM)
  const method = flags.request ?? (body ? 'POST' : 'GET')
  try {
    // Checks the method, and that it may have a body.
    void new Request('http://localhost', { method, ...(body && { body }) })
  } catch {
    throw new UsageError(`--request ${cleanText(method, 40)} is no method, or one that has no --data.`)
  }
  return { method, headers, ...(body && { body }) }
}

function headersOf(lines: readonly string[] = []): Headers {
  const headers = new Headers()
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    if (name.toLowerCase() === 'authorization') throw new UsageError('--header Authorization is set by this command.')
    try {
      headers.append(name, value)
    } catch {
      // The platform's message repeats the value, which may be a secret.
      throw new UsageError('--header is "Name: value", as HTTP allows them.')
    }
  }
  return headers
}

async function bodyOf(data: readonly string[] | undefined, io: CommandIo): Promise<Blob | undefined> {
  if (!data) return undefined
  const parts: Buffer[] = []
  // One after the other: stdin is read once.
  for (const part of data) {
    if (parts.length > 0) parts.push(Buffer.from('&'))
    parts.push(await partOf(part, io))
  }
  // Node 20 loses bytes with the first request: a redirect by 307 or 308, which has them sent again, would fail.
  return new Blob([new Uint8Array(Buffer.concat(parts))])
}

async function partOf(part: string, io: CommandIo): Promise<Buffer> {
  if (!part.startsWith('@')) return Buffer.from(part)
  if (part === '@-') return readStdin(io)
  try {
    return await readFile(part.slice(1))
  } catch (error) {
    throw new UsageError(`--data ${cleanText(part, 100)} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}
