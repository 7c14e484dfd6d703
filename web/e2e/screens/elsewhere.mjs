// What the scripts beside this file need of a page that is somebody else's.
import { createServer } from 'node:http'

/** A browser as people have it: what calls itself headless is left out of what is counted. */
export const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

/** Somebody's page, on an origin of its own, which forbids everything but what comes from the house. */
export async function elsewhere(house, body, { title = 'Quán', head = '' } = {}) {
  const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>${head}</head><body><main><h1>Quán Nhỏ</h1></main>${body}</body></html>`
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': `default-src 'none'; script-src ${house}; connect-src ${house}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'` })
    answer.end(html)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return { address: `http://localhost:${server.address().port}`, close: () => server.close() }
}
