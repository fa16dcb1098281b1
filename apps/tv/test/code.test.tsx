import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Code } from '../src/parts/code.tsx'
import { QrCode } from '../src/parts/qr-code.tsx'
import { codeSize } from '../src/words/code-size.ts'
import { timeLeft } from '@device-flow/app-shared/time-left'

test('the longer a code is, the smaller it is written', () => {
  const sizes = [8, 9, 13, 24, 40].map((length) => codeSize('x'.repeat(length)))
  expect(sizes).toEqual(['large', 'large', 'medium', 'small', 'tiny'])
})

test('a code in three groups needs more room than one in two', () => {
  expect(['WDJB-MJHT', '123456789'].map(codeSize)).toEqual(['large', 'medium'])
})

test('a code is written for eyes in the direction of its script, and spelled for ears', () => {
  render(<Code userCode="אבגד-הוזח" />)
  expect(screen.getByText('א ב ג ד, ה ו ז ח').className).toBe('unseen')
  const seen = screen.getByText('אבגד').parentElement
  expect([seen?.dir, seen?.getAttribute('aria-hidden')]).toEqual(['auto', 'true'])
})

test('a QR code keeps its quiet zone, and an address that is too long for one leaves the rest of the screen alone', () => {
  const { container, rerender } = render(<QrCode text="https://example.com/device" label="QR code" />)
  const size = Number(container.querySelector('svg')?.getAttribute('viewBox')?.split(' ')[2])
  const modules = [...(container.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)/g)]
  const places = modules.flatMap(([, x, y]) => [Number(x), Number(y)])
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, size - 5])
  rerender(<QrCode text={'x'.repeat(4000)} label="QR code" />)
  expect(container.innerHTML).toBe('')
})

test('time is written in minutes and seconds', () => {
  expect([600, 65, 9, 0].map(timeLeft)).toEqual(['10:00', '1:05', '0:09', '0:00'])
})
