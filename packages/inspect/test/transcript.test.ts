import { virtualEpoch } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { explainError, readTranscript, recordTranscript, TranscriptError } from '../src/index.ts'
import type { RecordOptions } from '../src/index.ts'
import { runLogin } from './logins.ts'
import { collect, watchedLogin } from './support.ts'

async function record(name: string, options?: RecordOptions): Promise<string> {
  const recorder = recordTranscript({ now: () => virtualEpoch, ...options })
  await runLogin(name, { transports: [recorder] })
  return recorder.toJsonLines()
}

function explanations(transcript: string): string[] {
  return readTranscript(transcript).messages.flatMap((message) =>
    message.type === 'snapshot' && message.explained
      ? [`${message.explained.code} ${message.explained.auth0LogCode}`]
      : [],
  )
}

test('a transcript is a header, and then one message a line as it was told', async () => {
  const { messages, transport } = collect()
  const recorder = recordTranscript({ now: () => virtualEpoch })
  await runLogin('signing out', { transports: [recorder, transport] })
  const transcript = recorder.toJsonLines()
  const [header, ...lines] = transcript.trimEnd().split('\n')
  expect(JSON.parse(header ?? '')).toEqual({
    type: 'device-flow-transcript',
    version: 1,
    recordedAt: '2026-01-01T00:00:00.000Z',
    machine: 'deviceFlow',
  })
  expect(lines.map((line) => JSON.parse(line))).toEqual(messages)
  expect(readTranscript(transcript)).toEqual({ messages, problems: [] })
})

test('it is whole at any moment, also in the middle of a transition', () => {
  const recorder = recordTranscript()
  const { actor } = watchedLogin({ transport: recorder })
  actor.start()
  actor.send({ type: 'start' })
  expect(recorder.toJsonLines()).toContain('"why":"A person wants to sign in"')
})

test("the server's error codes come with what they mean, and with what to look for in an Auth0 tenant's log", async () => {
  expect(explanations(await record('deny'))).toEqual(['authorization_pending undefined', 'access_denied fdecc, fede'])
  expect(explanations(await record('slow down'))).toEqual(['slow_down undefined', 'slow_down undefined'])
  expect(explanations(await record('refresh'))).toEqual(['invalid_grant fertft, ferrt'])
  expect(explanations(await record('a server that is not set up'))).toEqual(['unauthorized_client fdeaz'])
  expect(explanations(await record('blips'))).toEqual(['rateLimited api_limit'])
  expect(await record('deny')).toContain('"meaning":"The person declined, or a rule at the server did."')
  expect(explanations(await record('deny', { provider: 'okta' }))).toContain('access_denied undefined')
})

test('its memory is bounded, and it says what it let go of', async () => {
  const transcript = await record('no end of blips', { limit: 10 })
  expect(transcript.trimEnd().split('\n')).toHaveLength(12)
  expect(JSON.parse(transcript.split('\n')[0] ?? '')).toMatchObject({ dropped: expect.any(Number) })
})

test('it keeps the first message of each login, which has the chart', async () => {
  const recorder = recordTranscript({ limit: 10 })
  await runLogin('no end of blips', { transports: [recorder] })
  const first = recorder.toJsonLines()
  expect(recorder.toJsonLines()).toBe(first)
  expect(readTranscript(first).messages[0]).toMatchObject({
    type: 'actor',
    sequence: 1,
    definition: { id: 'deviceFlow' },
  })
})

describe('a transcript is read as far as it can be', () => {
  test('one that was cut off', async () => {
    const transcript = await record('deny')
    const lines = transcript.trimEnd().split('\n').length
    const { messages, problems } = readTranscript(transcript.slice(0, -40))
    expect(messages).toHaveLength(lines - 2)
    expect(problems).toEqual([{ line: lines, what: 'This line is cut off, or is no JSON' }])
  })

  test('one that went through Windows, with lines of something else and empty ones', async () => {
    const transcript = await record('deny')
    const [header = '', first = '', ...rest] = transcript.trimEnd().split('\n')
    const spoilt = [
      '\uFEFF' + header,
      '',
      first,
      'npm warn something',
      '{"level":"info"}',
      '[1]',
      'null',
      ...rest,
    ].join('\r\n')
    const { messages, problems } = readTranscript(spoilt)
    expect(messages).toEqual(readTranscript(transcript).messages)
    expect(problems.map(({ line }) => line)).toEqual([4, 5, 6, 7])
  })

  test('one with a gap', async () => {
    const [header, ...lines] = (await record('deny')).trimEnd().split('\n')
    const { messages, problems } = readTranscript([header, ...lines.toSpliced(9, 5).toSpliced(20, 1)].join('\n'))
    expect(messages).toHaveLength(lines.length - 6)
    expect(problems).toEqual([
      { line: 11, what: 'Messages 10 to 14 are missing before this one' },
      { line: 22, what: 'Message 26 is missing before this one' },
    ])
  })

  test('one whose lines stand there twice', async () => {
    const [header, ...lines] = (await record('deny')).trimEnd().split('\n')
    const { messages, problems } = readTranscript([header, ...lines, lines[0], lines[4]].join('\n'))
    expect(messages.map((message) => message.sequence)).toEqual(lines.map((_, index) => index + 1))
    expect(problems).toContainEqual({ line: lines.length + 2, what: 'This message stood there before' })
    expect(problems).toContainEqual({ line: lines.length + 3, what: 'This message stood there before' })
  })

  test('one in the wrong order', async () => {
    const transcript = await record('deny')
    const [header, ...lines] = transcript.trimEnd().split('\n')
    const { messages, problems } = readTranscript([header, ...lines.toReversed()].join('\n'))
    expect(messages).toEqual(readTranscript(transcript).messages)
    expect(problems).toEqual([{ line: 2, what: 'The messages are not in order from here on, so they were sorted' }])
  })

  test('two recordings in one file', async () => {
    const [one, two] = [await record('deny'), await record('refresh')]
    const { messages, problems } = readTranscript(one + two)
    expect(messages).toEqual([...readTranscript(one).messages, ...readTranscript(two).messages])
    expect(problems).toEqual([])
  })

  test('one whose header is missing', async () => {
    const transcript = await record('deny')
    const { messages, problems } = readTranscript(transcript.slice(transcript.indexOf('\n') + 1))
    expect(messages).toEqual(readTranscript(transcript).messages)
    expect(problems).toEqual([{ line: 1, what: expect.stringContaining('header is missing') }])
  })

  test('one with messages that lack something', async () => {
    const transcript = await record('deny')
    const lines = transcript.trimEnd().split('\n')
    const snapshot = JSON.parse(lines.at(-1) ?? '') as object
    const bad = [
      { protocol: 2 },
      { sequence: 'x' },
      { at: null },
      { sessionId: 5 },
      { type: 'other' },
      { event: {} },
      { snapshot: { status: 'x' } },
      { snapshot: { status: 'active', tags: [5] } },
      { taken: [{ from: 5 }] },
      { taken: undefined },
    ].map((change) => JSON.stringify({ ...snapshot, ...change }))
    expect(readTranscript([...lines, ...bad].join('\n')).problems).toHaveLength(bad.length)
  })

  test('one that means harm: what it says stays data', async () => {
    const transcript = (await record('deny'))
      .replaceAll('"polling"', JSON.stringify('<img src=x onerror=alert(1)>'))
      .replaceAll('"context":{', '"context":{"__proto__":{"polluted":true},')
    const { messages } = readTranscript(transcript)
    expect(JSON.stringify(messages)).toContain('<img src=x onerror=alert(1)>')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

test.each<[string, () => string, string]>([
  ['of another version', () => '{"type":"device-flow-transcript","version":2}\n', 'Line 1: a transcript of version 2'],
  ['without a version', () => '\n{"type":"device-flow-transcript"}', 'Line 2: a transcript without a version'],
  ['that is none', () => 'Dear diary\n', 'no transcript of a device login'],
  ['that is empty', () => '', 'Choose a file that a recorder wrote'],
  ['that is too large', () => 'ü'.repeat(600_000), 'larger than 1 MB'],
  ['that has no end of lines', () => 'x\n'.repeat(200_001), 'more than 200000 lines'],
])('a transcript %s is refused, with what is wrong and what to do', (_what, make, message) => {
  const read = (): unknown => readTranscript(make(), { maxBytes: make().startsWith('x') ? 2_000_000 : 1_000_000 })
  expect(read).toThrow(TranscriptError)
  expect(read).toThrow(message)
})

test('a million lines of something else are not a million problems', () => {
  const { problems } = readTranscript(`{"type":"device-flow-transcript","version":1}\n${'x\n'.repeat(100_000)}`)
  expect(problems).toHaveLength(100)
})

test('an error code is explained after where it came up; one that nobody knows is not', () => {
  expect(explainError('invalid_grant')).toMatchObject({ auth0LogCode: 'fede' })
  expect(explainError('invalid_grant', { during: 'refresh' })).toMatchObject({ auth0LogCode: 'fertft, ferrt' })
  expect(explainError('invalid_client')).toMatchObject({ auth0LogCode: 'fdeaz' })
  expect(explainError('access_denied', { provider: 'keycloak' })).not.toHaveProperty('auth0LogCode')
  expect(explainError('slow_down')).not.toHaveProperty('auth0LogCode')
  expect(explainError('toString')).toBeUndefined()
})

test('a line of a later version, or of a type that is not known, is named as what it is', async () => {
  const transcript = await record('deny')
  const [header = '', first = ''] = transcript.split('\n')
  const { problems } = readTranscript(
    [
      header,
      first,
      first.replace('"protocol":1', '"protocol":2'),
      first.replace('"type":"actor"', '"type":"microstep"'),
    ].join('\n'),
  )
  expect(problems).toEqual([
    { line: 3, what: 'This message is of version 2, and this reads version 1' },
    { line: 4, what: 'A message of the type "microstep" is not known here' },
  ])
})
