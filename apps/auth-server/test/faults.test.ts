import { expect, test, vi } from 'vitest'
import { startAuthServer } from '../src/index.ts'

test('the server starts, and stops twice, without a word', async () => {
  const outputs = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
  const words = (['log', 'info', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method))
  const server = await startAuthServer()
  await fetch(server.verificationUri)
  await server.close()
  await server.close()
  for (const spy of [...outputs, ...words]) expect(spy).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('a port that is taken is a rejection that says so', async () => {
  const first = await startAuthServer()
  const port = Number(new URL(first.issuer).port)
  await expect(startAuthServer({ port })).rejects.toThrow('EADDRINUSE')
  await first.close()
})

test('a client that cannot be registered is a rejection, and the port is free again', async () => {
  const first = await startAuthServer()
  await first.close()
  const port = Number(new URL(first.issuer).port)
  const clients = [{ clientId: '', authMethod: 'client_secret_post', clientSecret: 's' }] as const
  await expect(startAuthServer({ port, clients })).rejects.toThrow('invalid_client_metadata')
  await (await startAuthServer({ port })).close()
})

test('a fault of the server itself is reported and shown to the person without its details', async () => {
  const faults: Error[] = []
  const server = await startAuthServer({
    onError: (error) => void faults.push(error),
    now: () => {
      throw new Error('the clock fell off the wall')
    },
  })
  const response = await fetch(`${server.verificationUri}?user_code=BBBB-BBBB`, { headers: { accept: 'text/html' } })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('clock')
  expect(faults.map(({ message }) => message)).toEqual(['the clock fell off the wall'])
  await server.close()
})
