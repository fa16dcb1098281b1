import { deflateRawSync } from 'node:zlib'
import { createCanaries, expectNoCanaries, virtualEpoch } from '@device-flow/testing'
import { afterEach, expect, test, vi } from 'vitest'
import {
  readTranscript,
  recordTranscript,
  transcriptFromFragment,
  TranscriptError,
  transcriptToFragment,
} from '../src/index.ts'
import { replayTranscript } from '../src/replay.ts'
import { watchedLogin } from './support.ts'

afterEach(() => vi.unstubAllGlobals())

const MAX_CHARS = 32_000

/** The transcript of a login that is approved after so many polls. */
async function recordedPolls(count: number): Promise<string> {
  const recorder = recordTranscript({ now: () => virtualEpoch })
  const polls = [...Array.from({ length: count }, () => 'pending' as const), 'granted' as const]
  const authorizations = [{ ok: { expiresInMs: 86_400_000 } }]
  const login = watchedLogin({ transport: recorder, script: { polls, authorizations } })
  login.start()
  await login.decided()
  login.actor.stop()
  return recorder.toJsonLines()
}

/** A fragment that holds anything. */
function packed(contents: string | Uint8Array): string {
  return `#transcript=${deflateRawSync(contents).toString('base64url')}`
}

/** Why a fragment is not opened. */
async function refusal(fragment: string): Promise<string | undefined> {
  const error: unknown = await transcriptFromFragment(fragment).catch((caught: unknown) => caught)
  return error instanceof TranscriptError ? error.reason : undefined
}

test('a login is in the link to its recording as a whole, and comes out as it was', async () => {
  const transcript = await recordedPolls(3)
  const { fragment, leftOut } = await transcriptToFragment(transcript)
  expect(fragment).toMatch(/^#transcript=[\w-]+$/)
  expect(fragment.length).toBeLessThan(10_000)
  expect(leftOut).toBe(0)
  expect(await transcriptFromFragment(fragment)).toBe(transcript)
})

test('a link may have other parameters, or no recording at all', async () => {
  const transcript = await recordedPolls(0)
  const { fragment } = await transcriptToFragment(transcript)
  expect(await transcriptFromFragment(`${fragment.slice(1)}&step=3`)).toBe(transcript)
  expect(await transcriptFromFragment('')).toBeUndefined()
  expect(await transcriptFromFragment('#chart')).toBeUndefined()
})

test('a login of twenty minutes fits, without what repeats itself; its states are checked all the same', async () => {
  const transcript = await recordedPolls(240)
  const { fragment, leftOut } = await transcriptToFragment(transcript)
  expect(fragment.length).toBeLessThanOrEqual(MAX_CHARS)
  const whole = readTranscript(transcript)
  const shorter = readTranscript((await transcriptFromFragment(fragment)) ?? '')
  expect(leftOut).toBeGreaterThan(900)
  expect(shorter).toMatchObject({ leftOut, problems: [] })
  expect(shorter.messages).toHaveLength(whole.messages.length - leftOut)

  const steps = replayTranscript(shorter.messages)
  expect(steps.filter(({ isChecked, matches }) => !isChecked || !matches)).toEqual([])
  const statesOf = ({ messages }: typeof whole): unknown[] =>
    messages.flatMap((message) =>
      message.type === 'snapshot' && message.sessionId === message.rootId ? [message.snapshot] : [],
    )
  expect(statesOf(shorter)).toEqual(statesOf(whole))
  const ends = ({ messages }: typeof whole): unknown[] =>
    messages.flatMap((message) =>
      message.type === 'snapshot' && message.snapshot.status !== 'active'
        ? [[message.sessionId, message.snapshot]]
        : [],
    )
  expect(ends(shorter)).toEqual(ends(whole))
}, 30_000)

test('an event that nobody has dealt with yet, and a gap in the recording, are not left out', async () => {
  const lines = (await recordedPolls(240)).trimEnd().split('\n')
  const open = { protocol: 1, type: 'event', sequence: 99_999, at: virtualEpoch, event: { type: 'cancel' } }
  const actor = JSON.parse(lines[1] ?? '') as { rootId: string; sessionId: string }
  const { rootId, sessionId } = actor
  const spoilt = [...lines.toSpliced(500, 1), JSON.stringify({ ...open, rootId, sessionId })].join('\n')
  const { fragment, leftOut } = await transcriptToFragment(spoilt)
  const { messages, problems } = readTranscript((await transcriptFromFragment(fragment)) ?? '')
  expect(leftOut).toBeGreaterThan(900)
  expect(messages.at(-1)).toMatchObject({ type: 'event', event: { type: 'cancel' } })
  expect(problems).toHaveLength(2)
}, 30_000)

test('what is too long for a link even so is refused with what to do', async () => {
  const transcript = await recordedPolls(600)
  await expect(transcriptToFragment(transcript)).rejects.toMatchObject({
    name: 'TranscriptError',
    reason: 'tooLong',
    message: expect.stringMatching(/too long for a link: \d+ kB, and 32 kB is the most. Save it as a file/),
  })
}, 30_000)

test('what is no transcript gets no link', async () => {
  await expect(transcriptToFragment('GIF89a')).rejects.toMatchObject({ reason: 'notATranscript' })
  await expect(transcriptToFragment('{"type":"device-flow-transcript","version":9}')).rejects.toMatchObject({
    reason: 'otherVersion',
  })
})

test('a link that was cut off or changed is refused as damaged', async () => {
  const { fragment } = await transcriptToFragment(await recordedPolls(3))
  expect(await refusal(fragment.slice(0, -200))).toBe('damaged')
  expect(await refusal(fragment.slice(0, -1))).toBe('damaged')
  expect(await refusal(`${fragment.slice(0, 100)}!${fragment.slice(101)}`)).toBe('damaged')
  expect(await refusal(`${fragment.slice(0, 400)}AAAAAAAA${fragment.slice(408)}`)).toBe('damaged')
  expect(await refusal('#transcript=')).toBe('damaged')
  expect(await refusal('#transcript=A')).toBe('damaged')
  expect(await refusal(packed(Uint8Array.of(0xff, 0xfe)))).toBe('damaged')
})

test('a link longer than any of ours is not even unpacked', async () => {
  expect(await refusal(`#transcript=${'A'.repeat(MAX_CHARS)}`)).toBe('tooLong')
})

test('a bomb in a link is put away before it has filled the memory', async () => {
  let unpacked = 0
  const Real = DecompressionStream
  vi.stubGlobal(
    'DecompressionStream',
    class {
      writable: WritableStream
      readable: ReadableStream<Uint8Array>
      constructor(format: CompressionFormat) {
        const real = new Real(format)
        this.writable = real.writable
        this.readable = real.readable.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, controller) {
              unpacked += chunk.length
              controller.enqueue(chunk)
            },
          }),
        )
      }
    },
  )
  const bomb = packed(Buffer.alloc(20_000_000, 'x'))
  expect(bomb.length).toBeLessThan(MAX_CHARS)
  expect(await refusal(bomb)).toBe('tooLarge')
  expect(unpacked).toBeGreaterThan(5_000_000)
  expect(unpacked).toBeLessThan(8_000_000)
})

test('a secret that somebody has put back into a file is not in the link to it (H3)', async () => {
  const secrets = createCanaries()
  const lines = (await recordedPolls(0)).trimEnd().split('\n')
  const { rootId } = JSON.parse(lines[1] ?? '') as { rootId: string }
  const about = { protocol: 1, type: 'event', sequence: 99, at: virtualEpoch, rootId, sessionId: rootId }
  const event = {
    type: 'x',
    device_code: secrets.deviceCode,
    note: `Bearer ${secrets.accessToken}`,
    error: { message: `no such client_secret=${secrets.clientSecret}`, refreshToken: secrets.refreshToken },
    form: `id_token=${secrets.idToken}`,
  }
  const later = { type: 'y', message: `The server did not like ${secrets.deviceCode}` }
  const written = [...lines, { ...about, event }, { ...about, sequence: 100, event: later }, { token: secrets.idToken }]
  const text = written.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const { fragment } = await transcriptToFragment(text)
  const transcript = await transcriptFromFragment(fragment)
  expect(transcript).toContain('The server did not like')
  expectNoCanaries(`${fragment}\n${transcript}`, secrets)
})
