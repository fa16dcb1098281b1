import { expect, test } from 'vitest'
import { loopbackHosts } from '@device-flow/untrusted/loopback-hosts'
import { createOAuthServices } from '../../src/index.ts'

test.each(loopbackHosts)('plain http is for this very machine (attack X6): an issuer at %s: %s', (issuer, where) => {
  let problem: string | undefined
  try {
    createOAuthServices({ issuer, clientId: 'tv' })
  } catch (error) {
    problem = String(error)
  }
  expect(problem === undefined).toBe(where === 'everywhere')
})
