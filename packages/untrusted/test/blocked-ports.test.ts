import { expect, test } from 'vitest'
import { findBlockedPort } from '../src/index.ts'

const at = (port: string): string => `http://127.0.0.1:${port}/`

test.each(['6000', '10080', '25', '4190'])('an address at port %s, which fetch blocks, is found', async (port) => {
  await expect(fetch(at(port))).rejects.toMatchObject({ cause: { message: 'bad port' } })
  const problem = `is at port ${port}, to which fetch sends nothing (it is one of another protocol)`
  expect(findBlockedPort({ issuer: at(port) })).toEqual({ name: 'issuer', problem })
  const endpoints = { issuer: at('8080'), tokenEndpoint: at(port) }
  expect(findBlockedPort({ endpoints })).toEqual({ name: 'endpoints.tokenEndpoint', problem })
})

test.each([undefined, 'none', 7, 'https://id.example.com', 'https://id.example.com:8443/', 'http://localhost:3000'])(
  'and nothing is said of %s',
  (issuer) => {
    expect(findBlockedPort({ issuer, endpoints: null })).toBeUndefined()
  },
)
