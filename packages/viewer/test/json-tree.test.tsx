import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { JsonTree } from '../src/page/context/json-tree.tsx'

test('members are folded beyond the levels that are open, and unfold on demand', () => {
  render(<JsonTree name="context" value={{ cadence: { intervalMs: 5000 }, hinted: false }} open={1} />)
  expect(screen.getByText('hinted')).toBeTruthy()
  expect(screen.queryByText('intervalMs')).toBeNull()
  const branch = screen.getByText('cadence').closest('details') as HTMLDetailsElement
  branch.open = true
  fireEvent(branch, new Event('toggle'))
  expect(screen.getByText('5000')).toBeTruthy()
})

test('a list with very many members shows a hundred at a time', () => {
  render(<JsonTree name="list" value={Array.from({ length: 250 }, (_, index) => `item ${index}`)} />)
  expect(screen.queryByText('"item 100"')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '150 more' }))
  expect(screen.getByText('"item 100"')).toBeTruthy()
})

test('a text that is far too long is cut, and says how long it is', () => {
  render(<JsonTree name="text" value={'x'.repeat(5000)} />)
  expect(screen.getByText(/… \(5002 characters\)$/).textContent?.length).toBeLessThan(2100)
})

test('markup is text', () => {
  const { container } = render(<JsonTree name="<b>name</b>" value={{ '<img src=x>': '<script>1</script>' }} />)
  expect(container.querySelector('b, img, script')).toBeNull()
  expect(screen.getByText('"<script>1</script>"')).toBeTruthy()
})
