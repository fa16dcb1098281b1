import { expect, test } from 'vitest'
import { readPage } from '../../src/person/read-page.ts'

test('a form is read with its hidden fields, as browsers unescape them', () => {
  const markup = `<!doctype html><main id="confirm"><form method="post" action="/device?a=1&amp;b=2">
    <input type="hidden" name="xsrf" value="&lt;&quot;&#39;&amp;amp;"><input type=hidden name=empty>
    <input name="name" value="typed"></form></main>`
  expect(readPage(markup)).toEqual({
    id: 'confirm',
    form: { action: '/device?a=1&b=2', hidden: { xsrf: '<"\'&amp;', empty: '' } },
  })
})

test('an error is read as one line of plain text', () => {
  const markup =
    '<main id="enter-code"><div role="alert"><p>That code is\n not right</p><p>Compare&nbsp;it.</p></div></main>'
  expect(readPage(markup).alert).toBe('That code is not right Compare it.')
})

test('anything else than a page of this server is said to be that', () => {
  expect(readPage('{"error":"invalid_request"}').id).toBe('something that is not a page of this server')
})
