import { expect, test } from 'vitest'
import { printBody } from '../src/fetch/print-body.ts'
import { startDevice } from './device.ts'
import { CommandOnTerminal, hasTerminals } from './on-terminal.ts'

const HOSTILE = 'a\tb\r\n\u001B]0;title\u0007\u202Eé\u200B\u009B2J🙂\n'
const SHOWN = 'a\tb\n]0;titleé2J🙂\n'

/** What is printed of a body that arrives in such parts. */
async function printed(parts: Uint8Array[], isTTY: boolean): Promise<Buffer> {
  const written: Uint8Array[] = []
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
  const stdout = {
    isTTY,
    write: (data: string | Uint8Array, done?: () => void) => {
      written.push(Buffer.from(data as string))
      done?.()
    },
  }
  await printBody(new Response(body), { stdout, stderr: process.stderr, env: {} })
  return Buffer.concat(written)
}

test('on a terminal the body of an answer is text without what that obeys, however it is cut up (H2)', async () => {
  const bytes = Buffer.from(HOSTILE)
  expect(String(await printed([bytes], true))).toBe(SHOWN)
  expect(
    String(
      await printed(
        Array.from(bytes, (byte) => Buffer.of(byte)),
        true,
      ),
    ),
  ).toBe(SHOWN)
  expect(String(await printed([Buffer.from('é').subarray(0, 1)], true))).toBe('\uFFFD')
})

test('to a file or a pipe it goes byte by byte', async () => {
  const bytes = Buffer.from([...Buffer.from(HOSTILE), 0xff, 0x00, 0xc3])
  expect(await printed([bytes], false)).toEqual(bytes)
})

test(
  'device-flow fetch shows what an API says on a terminal without what that obeys (H2)',
  { skip: !hasTerminals },
  async () => {
    const device = await startDevice()
    await device.login('--allow-origin', device.server.origin)
    device.server.always('/orders', { headers: { 'content-type': 'text/plain' }, body: `${HOSTILE}end\n` })
    const fetched = new CommandOnTerminal(['fetch', `${device.server.origin}/orders`], device.env)
    await fetched.shows('end')
    expect(await fetched.ended()).toBe(0)
    expect(fetched.screen).toBe(`${SHOWN}end\n`.replaceAll('\n', '\r\n'))
    expect((await device.run('fetch', `${device.server.origin}/orders`)).stdout).toBe(`${HOSTILE}end\n`)
  },
)
