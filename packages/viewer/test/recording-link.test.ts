// @vitest-environment node
import { readTranscript, transcriptFromFragment } from '@device-flow/inspect'
import { expect, test } from 'vitest'
import { linkTo } from '../src/page/transcript/recording-link.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { recordLogin } from './support/recorded-login.ts'

async function transcript(): Promise<string> {
  const login = recordLogin({ polls: ['denied'] })
  await login.services.clock.advance(6000)
  return transcriptOf(login.messages())
}

/** A link that is copied on a page at this address. */
async function linkAt(address: string): Promise<ReturnType<typeof linkTo>> {
  return linkTo(await transcript(), new URL(address) as unknown as Location)
}

test('a link leads to the whole viewer at the same place, with the recording alone in its fragment', async () => {
  const link = await linkAt('https://docs.example.com/a/viewer/?panels=chart#transcript=old')
  expect(link).toMatchObject({ host: 'docs.example.com', isToThisComputer: false, leftOut: 0 })
  expect(link.href).toMatch(/^https:\/\/docs\.example\.com\/a\/viewer\/#transcript=[\w-]+$/)
  const text = await transcriptFromFragment(new URL(link.href).hash)
  expect(readTranscript(text ?? '').messages.length).toBeGreaterThan(10)
})

test('of a viewer on this computer it is known that its link leads elsewhere on another one', async () => {
  expect(await linkAt('http://127.0.0.1:8628/')).toMatchObject({ host: '127.0.0.1:8628', isToThisComputer: true })
  expect(await linkAt('http://localhost/')).toMatchObject({ isToThisComputer: true })
})
