import { expect, test } from 'vitest'
import { qrSymbol } from '../src/qr-symbol.ts'

test('a QR code is drawn with the quiet zone around it that cameras need', () => {
  const { size, path } = qrSymbol('https://id.example.com/device') ?? { size: 0, path: '' }
  expect(path).toMatch(/^M4 4h1v1h-1z/)
  expect(path).not.toContain(`M${size - 4} `)
})

test('a text that no QR code can hold has none, and the address and the code beside it do', () => {
  expect(qrSymbol('x'.repeat(5000))).toBeUndefined()
})
