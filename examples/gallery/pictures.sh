#!/bin/sh
# Draws the pictures of the README: the first screen of a page and a finding. Needs chromium.
#   cargo build --bin retally && examples/gallery/pictures.sh target/debug/retally
set -eu
retally=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$retally" report --quiet --out "$folder" "$here/../../data/izcara-andrade-2018"

picture() { # NAME WIDTH HEIGHT SCRIPT
  cat > "$folder/$1.html" <<HTML
<!DOCTYPE html><style>body { margin: 0 } iframe { display: block; border: 0; width: $2px; height: $3px }</style>
<iframe src="izcara-andrade-2018/report.html"></iframe>
<script>document.querySelector("iframe").onload = (event) => { const page = event.target.contentDocument; $4 }</script>
HTML
  chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
    --virtual-time-budget=3000 --window-size="$2,$3" --screenshot="$here/$1.png" "file://$folder/$1.html" 2> /dev/null
}

picture page 1200 720 ""
picture finding 900 420 "
  const card = page.querySelectorAll('article.finding')[2];
  card.querySelector('details').open = true;
  page.body.replaceChildren(card);
  page.body.style.padding = '0 1rem';"
