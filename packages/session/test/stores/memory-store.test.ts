import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/stores/memory-store.ts'
import { storeCases } from '../store-cases.ts'

describe('a store in memory', () => {
  test.each(storeCases)('$title', async ({ run }) => {
    const store = memoryStore()
    await expect(run({ open: () => store })).resolves.toBeUndefined()
  })
})
