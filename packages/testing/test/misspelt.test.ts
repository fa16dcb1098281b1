import { expect, test, vi } from 'vitest'
import {
  createPacedClock,
  createRotatingFetch,
  createScriptedFetch,
  createVirtualClock,
  startProviderServer,
  startRotatingServer,
  startScriptedServer,
} from '../src/index.ts'

const misspelt = (value: object): never => value as never

test.each<[string, () => unknown, string]>([
  ['startScriptedServer', () => startScriptedServer(misspelt({ tokn: [] })), 'has no tokn. There are metadata, '],
  [
    'the endpoints of a script',
    () => startScriptedServer({ script: misspelt({ tokn: [] }) }),
    'has no "tokn". There are openidConfiguration, ',
  ],
  [
    'a response',
    () => startScriptedServer({ script: { token: misspelt(['grantd']) } }),
    'A response of token is an object',
  ],
  ['a response', () => startScriptedServer({ script: { token: [misspelt({ staus: 1 })] } }), 'token has no staus'],
  ['createScriptedFetch', () => createScriptedFetch(misspelt({ orgin: '' })), 'has no orgin. There are metadata, '],
  ['what is added', () => createScriptedFetch().always('tokn' as never, {}), 'has no "tokn"'],
  ['createRotatingFetch', () => createRotatingFetch(misspelt({ rotate: true })), 'has no rotate. There are '],
  ['startRotatingServer', () => startRotatingServer(misspelt({ script: {} })), 'has no script. There are '],
  ['a grace', () => startRotatingServer({ grace: misspelt({ gives: 'pair' }) }), 'grace.gives has no "pair"'],
  ['a grace', () => startRotatingServer({ grace: 3 as never }), 'grace has no 3. There are none'],
  ['startProviderServer', () => startProviderServer('dex', misspelt({ aproves: true })), 'has no aproves. There are '],
  [
    'a shape',
    () => startProviderServer('dex', { shape: 'nope' as never }),
    'shape has no "nope". There are documented, ',
  ],
  [
    'a provider',
    () => startProviderServer('openai' as never),
    'startProviderServer has no "openai". There are auth0, ',
  ],
  ['createVirtualClock', () => createVirtualClock(misspelt({ nwo: 1 })), 'has no nwo. There are now, '],
  ['createPacedClock', () => createPacedClock(misspelt({ speed: 2 })), 'has no speed. There are '],
])('%s refuses a name that there is not, with those that there are', async (_, make, message) => {
  await expect((async () => make())()).rejects.toThrow(message)
})

test('a server that is refused listens no longer: nothing holds the process of the test', async () => {
  await expect(startScriptedServer({ script: misspelt({ tokn: [] }) })).rejects.toThrow('tokn')
  // Node counts one that has closed until its next turn.
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('TCPServerWrap'))
})
