#!/bin/sh
# Rebuild the committed style sheets, font and htmx from their npm packages.
# Needed only when the look or a version changes; Hemvist itself fetches nothing when it runs.
set -eu
cd "$(dirname "$0")"
out=../src/hemvist/web/static/hemvist
licences=$out/licences

npm install --no-fund --no-audit --no-package-lock --silent
npx designsystemet tokens create
npx designsystemet tokens build --out-dir design-tokens-build --clean

mkdir -p "$out/fonts" "$licences"
cp design-tokens-build/hemvist.css "$out/theme.css"
cp node_modules/@digdir/designsystemet-css/dist/src/index.css "$out/designsystemet.css"
cp node_modules/@digdir/designsystemet-css/LICENSE "$licences/designsystemet-MIT.txt"
cp node_modules/htmx.org/dist/htmx.min.js "$out/htmx.min.js"
cp node_modules/htmx.org/LICENSE "$licences/htmx-0BSD.txt"
for part in latin latin-ext; do
    cp "node_modules/@fontsource-variable/inter/files/inter-$part-wght-normal.woff2" "$out/fonts/"
done
cp node_modules/@fontsource-variable/inter/LICENSE "$licences/inter-OFL.txt"
echo "Built into $out. Look at the pages, then commit what changed."
