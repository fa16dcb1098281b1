import { createOAuthServices } from '@device-flow/oauth'
import { memoryStore, withSession } from '@device-flow/session'
import { createRotatingFetch } from '@device-flow/testing/fetch'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'

// The testing library does both by itself only where the runner's functions are global.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(() => cleanup())

// jsdom has no layout to scroll in.
Element.prototype.scrollIntoView ??= () => {}

// Code that is loaded in the background comes in real time: on a busy machine, the time-outs of a clock that is moved by hand are over before.
beforeAll(async () => {
  const { issuer, fetch, close } = createRotatingFetch({ approves: true })
  const services = withSession(createOAuthServices({ issuer, fetch, clientId: 'any' }), { store: memoryStore(), fetch })
  const call = { signal: new AbortController().signal }
  await services.pollToken(await services.requestDeviceAuthorization({}, call), call)
  await close()
})
