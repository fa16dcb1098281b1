import { granted } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { connect } from '../support.ts'

/** The text in UTF-16, as its endianness has it, with the mark that says so. */
function utf16(text: string, isBig: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(2 * text.length + 2))
  for (const [at, character] of [...`\uFEFF${text}`].entries()) bytes.setUint16(2 * at, character.charCodeAt(0), !isBig)
  return new Uint8Array(bytes.buffer)
}

test.each([
  ['application/json; charset=utf-16', false],
  ['application/json; charset="UTF-16LE"', false],
  ['application/json;charset=utf-16be', true],
])('a server that writes UTF-16, and says so (%s), is read', async (type, isBig) => {
  const inUtf16: typeof fetch = async (...request) => {
    const response = await fetch(...request)
    const { status } = response
    return new Response(utf16(await response.text(), isBig), { status, headers: { 'content-type': type } })
  }
  const { signIn } = await connect({ fetch: inUtf16 })
  expect((await signIn(granted({ access_token: 'at-1' }))).accessToken.reveal()).toBe('at-1')
})

test.each(['application/json; charset=utf-17', 'text/html; charset=ISO-8859-1', ''])(
  'what else it may say (%s) is read as UTF-8, as JSON is',
  async (type) => {
    const labelled: typeof fetch = async (...request) => {
      const { status, body } = await fetch(...request)
      return new Response(body, { status, headers: { 'content-type': type } })
    }
    const { signIn } = await connect({ fetch: labelled })
    expect((await signIn(granted({ access_token: 'at-1' }))).accessToken.reveal()).toBe('at-1')
  },
)
