import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { defineConfig } from 'vite'

// What runs on other people's pages: each part is one file without imports, beside the screens. The mode says which.
const parts: Record<string, string> = { b: 'track/track.ts', form: 'form/form.ts', cta: 'cta/cta.ts', consent: 'consent/consent.ts', pay: 'pay/pay.ts', survey: 'survey/survey.ts', share: 'share/share.ts', zone: 'zone/zone.ts', chat: 'chat/chat.ts' }

export default defineConfig(({ mode }) => {
  const part = mode in parts ? mode : 'b'
  let out = ''
  return {
    build: {
      outDir: 'dist/app/w',
      emptyOutDir: false,
      copyPublicDir: false,
      lib: { entry: `widget/${parts[part]}`, formats: ['iife'], name: 'banhda', fileName: () => `${part}.js` },
      target: 'es2020',
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: [
      {
        name: 'packed',
        configResolved: (c) => void (out = c.build.outDir),
        closeBundle() {
          writeFileSync(`${out}/${part}.js.gz`, gzipSync(readFileSync(`${out}/${part}.js`), { level: 9 }))
        },
      },
    ],
  }
})
