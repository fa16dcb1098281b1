import { expect } from 'vitest'
import { createOAuthServices, OAuthOptionsError } from '../../src/index.ts'
import type { OAuthServicesOptions } from '../../src/index.ts'

/** The error that these options are refused with. */
export function optionsErrorFor(options: object): OAuthOptionsError {
  let thrown: unknown
  try {
    createOAuthServices(options as OAuthServicesOptions)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(TypeError)
  expect(thrown).toBeInstanceOf(OAuthOptionsError)
  return thrown as OAuthOptionsError
}
