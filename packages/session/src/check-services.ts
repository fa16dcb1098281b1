import { SessionOptionsError } from './session-options-error.ts'

/** Refuses to go on without services. @throws SessionOptionsError */
export function checkServices(services: unknown): void {
  if (!services) throw new SessionOptionsError('services', 'must be those of a login, as of createOAuthServices')
}
