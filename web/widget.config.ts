import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { defineConfig } from 'vite'

// What runs on other people's pages is one file without imports, beside the screens.
const out = 'dist/app/w'

export default defineConfig({
  build: {
    outDir: out,
    emptyOutDir: false,
    copyPublicDir: false,
    lib: { entry: 'widget/track/track.ts', formats: ['iife'], name: 'banhda', fileName: () => 'b.js' },
    target: 'es2020',
  },
  publicDir: false,
  plugins: [
    {
      name: 'packed',
      closeBundle() {
        writeFileSync(`${out}/b.js.gz`, gzipSync(readFileSync(`${out}/b.js`), { level: 9 }))
      },
    },
  ],
})
