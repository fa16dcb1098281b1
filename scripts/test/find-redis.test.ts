import { afterEach, expect, test, vi } from 'vitest'
import { findRedis } from '../find-redis.mjs'

afterEach(() => vi.unstubAllEnvs())

test('a REDIS_SERVER_PATH that leads nowhere is an error of one line, not another Redis', () => {
  vi.stubEnv('REDIS_SERVER_PATH', '/nowhere/redis-server')
  expect(() => findRedis()).toThrow(/^REDIS_SERVER_PATH is \/nowhere\/redis-server, and that does not run\.$/)
})

test('without REDIS_SERVER_PATH, the one on the PATH is taken', () => {
  const installed = findRedis()
  vi.stubEnv('REDIS_SERVER_PATH', '')
  vi.stubEnv('PATH', installed.replace(/[^/\\]*$/, ''))
  expect(findRedis()).toBe(installed)
})
