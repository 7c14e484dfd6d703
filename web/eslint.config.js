import imports, { createNodeResolver } from 'eslint-plugin-import-x'
import hooks from 'eslint-plugin-react-hooks'
import { readdirSync } from 'node:fs'
import ts from 'typescript-eslint'

// Every folder below features/SEGMENT/ is a feature of its own: none may reach into another.
const folders = (path) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${path}/${entry.name}`] : []))
const features = folders('./src/features').flatMap(folders)

const zones = [
  { target: './src/shared', from: ['./src/features', './src/app'], message: 'What is shared knows no feature.' },
  { target: './src/features', from: './src/app', message: 'The app knows its features, never the other way round.' },
  ...features.map((feature) => ({
    target: feature,
    from: features.filter((other) => other !== feature),
    message: 'Features meet in the URL and in src/shared, never in one another.',
  })),
]

export default ts.config(
  { ignores: ['dist', 'src/shared/client'] },
  ...ts.configs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    plugins: { 'import-x': imports },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
)
