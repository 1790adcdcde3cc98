#!/bin/sh

# ウェブサーバーを起動する
nohup node /my-app/server.js &

# 開発環境ではデーモンを起動しない
if [ -z "${PRODUCTION_ENV}" ]; then
  echo "開発環境なので、デーモンは起動しません"
  exit
fi

# 監視ツールを起動する
/my-app/my-tools/start

# もう一つのデーモンを起動する
/my-app/my-another-tools/execute my-daemon
