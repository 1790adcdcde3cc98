#!/bin/sh

# 開発環境ではデーモンを起動しない
if [ -z "${PRODUCTION_ENV}" ]; then
  echo "開発環境なので、デーモンは起動しません"
else
  # 監視ツールを起動する
  nohup /my-app/my-tools/start &

  # もう一つのデーモンを起動する
  nohup /my-app/my-another-tools/execute my-daemon &
fi

# ウェブサーバーを起動する
node /my-app/server.js
